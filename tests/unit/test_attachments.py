"""Files beside entries: what their bytes are, and what is left of them when pictures are written anew."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from knowledge_base.attachments.dispatch import inspect_file
from knowledge_base.attachments.inspection import ENDINGS, FileType, Inspection
from knowledge_base.attachments.limits import BUDGET, LARGEST_DRAWING, LARGEST_FILE, WIDTHS, in_megabytes
from knowledge_base.attachments.pictures import picture_of_width
from knowledge_base.attachments.renditions import renditions
from knowledge_base.attachments.stored import EntryFile, file_name_fits, is_file_path, proper_file_name, read_files
from knowledge_base.model.types import FILE_PATTERN
from knowledge_base.publish.packs.packing import MOST_BYTES
from tests.unit.made_files import MADE, PAGE_SCRIPT, drawing, made, photograph, picture

SOUND = ("png", "large-png", "jpeg", "webp", "svg", "pdf", "photograph", "png-with-script-behind", "pdf-web-link")
# What Pillow says of any file of the format.
NOT_METADATA = {
    *("jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"),
    *("loop", "background", "timestamp", "duration"),
}
# Their sum is what is wrong with them.
HEAVY = ("large-pdf", "larger-pdf")


@pytest.mark.parametrize("name", [name for name in MADE if name not in HEAVY])
def test_a_file_is_sound_or_something_is_wrong_with_it(name: str) -> None:
    assert bool(inspect_file(made(name)).faults) == (name not in SOUND)


def test_what_the_bytes_are_does_not_follow_from_a_name() -> None:
    about = {name: inspect_file(made(name)) for name in SOUND}
    assert about["png"] == Inspection(type=FileType.PNG, width=64, height=48)
    assert about["webp"].type is FileType.WEBP
    assert about["svg"] == Inspection(type=FileType.SVG, width=40, height=20)
    assert about["pdf"] == Inspection(type=FileType.PDF, pages=2)
    # The orientation says that it is to be seen upright.
    assert about["photograph"] == Inspection(type=FileType.JPEG, width=48, height=64)


@given(st.binary(max_size=200), st.sampled_from(["", *SOUND]), st.integers(0, 400))
def test_no_bytes_raise(noise: bytes, name: str, place: int) -> None:
    data = made(name) if name else b""
    inspect_file(data[:place] + noise + data[place + len(noise) :])


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_a_picture_written_anew_is_the_same_bytes_each_time_and_has_nothing_beside_its_pixels(format_: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    data = picture(format_, (640, 300), exif=exif) + PAGE_SCRIPT
    type_ = inspect_file(data).type
    assert type_
    again = picture_of_width(data, type_, 480)
    assert again == picture_of_width(data, type_, 480)
    assert b"SECRET" not in again
    assert b"script" not in again
    with Image.open(BytesIO(again)) as found:
        assert (found.format, found.size) == (format_, (480, 225))
        assert not found.getexif()
        assert found.info.keys() <= NOT_METADATA


def test_a_photograph_is_turned_and_loses_place_camera_and_comment() -> None:
    data = photograph((640, 480))
    assert b"SECRET-CAMERA" in data
    assert b"SECRET-COMMENT" in data
    with Image.open(BytesIO(picture_of_width(data, FileType.JPEG, 480))) as found:
        assert found.size == (480, 640)
        assert not found.getexif()
        assert "comment" not in found.info
        # Turned by a quarter: what was at the lower left is at the upper left.
        left, right = found.getpixel((5, 5)), found.getpixel((475, 5))
        assert isinstance(left, tuple)
        assert isinstance(right, tuple)
        assert left[1] > right[1] + 150


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "YCbCr"])
def test_pictures_of_every_mode_can_be_written(mode: str) -> None:
    format_ = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    out = BytesIO()
    Image.new(mode, (600, 40)).save(out, format_)
    about = inspect_file(out.getvalue())
    assert not about.faults
    assert about.type
    with Image.open(BytesIO(picture_of_width(out.getvalue(), about.type, 480))) as found:
        assert found.size == (480, 32)


def _file(about: Inspection, name: str = "map.png") -> EntryFile:
    return EntryFile(owner="hotline", name=name, digest=b"", size=1, about=about)


def test_a_picture_has_the_sizes_up_to_its_own() -> None:
    sizes = renditions(_file(Inspection(type=FileType.PNG, width=1800, height=900)))
    assert [(size.address, size.width, size.height) for size in sizes] == [
        ("files/hotline/map.480.png", 480, 240),
        ("files/hotline/map.960.png", 960, 480),
        ("files/hotline/map.png", 1600, 800),
    ]
    (small,) = renditions(_file(Inspection(type=FileType.PNG, width=200, height=10)))
    assert (small.address, small.width) == ("files/hotline/map.png", 200)
    assert not renditions(_file(Inspection(type=FileType.PDF, pages=1), "form.pdf"))


def test_no_author_can_take_the_name_of_a_size() -> None:
    assert not any(file_name_fits(f"map.{width}.png") for width in WIDTHS)


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("Mapa del Ñorte.PNG", "mapa-del-norte.png"),
        ("con.png", "file-con.png"),
        ("NUL.pdf", "file-nul.pdf"),
        ("a.b.png", "a-b.png"),
        ("¡!.png", ""),
        ("table.xlsx", ""),
        ("..", ""),
    ],
)
def test_a_name_that_does_not_fit_has_one_that_does(name: str, proper: str) -> None:
    assert not file_name_fits(name)
    assert proper_file_name(name) == proper
    assert not proper or file_name_fits(proper)


def test_the_pattern_of_names_has_every_ending() -> None:
    assert FILE_PATTERN.count("|") == len(ENDINGS) - 1
    assert all(file_name_fits(f"map.{ending}") for ending in ENDINGS)


def test_the_limits_fit_each_other() -> None:
    assert LARGEST_DRAWING < LARGEST_FILE < BUDGET
    assert LARGEST_FILE < MOST_BYTES
    assert [in_megabytes(size) for size in (LARGEST_FILE, LARGEST_DRAWING)] == ["10 MB", "0.5 MB"]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "docs/files").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/map.png").write_bytes(made("png"))
    (tmp_path / "docs/files/hotline").symlink_to(tmp_path / "elsewhere")
    (found,) = read_files(tmp_path)
    assert {fault.rule for fault in found.faults} == {"symlink", "file-place"}


def test_hidden_files_are_none_of_an_entry() -> None:
    assert is_file_path(PurePosixPath("docs/files/hotline/map.png"))
    assert not is_file_path(PurePosixPath("docs/files/.git/config"))
    assert not is_file_path(PurePosixPath("docs/files"))


@pytest.mark.parametrize(
    "inside",
    [
        '<text style="fill:#123;font-family:Arial,sans-serif" xml:space="preserve">Paso 1</text>',
        '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><path d="M0 0" fill="url(#a)"/>',
        '<defs><marker id="m"><path d="M0 0"/></marker></defs><use href="#m" transform="scale(2)"/>',
        "<style>.a { fill: url(#a) }</style><title>A // title with @ signs</title>",
    ],
)
def test_what_only_draws_is_let_through(inside: str) -> None:
    assert not inspect_file(drawing(inside)).faults


@pytest.mark.parametrize(
    "inside",
    [
        "<style>rect { fill: u\\72l(https://example.org/x) }</style>",
        "<style><![CDATA[@import '//example.org/x']]></style>",
        "<rect style=\"background:image-set('https://example.org/x' 1x)\"/>",
        '<use href=" https://example.org/x#a"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        '<rect xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load"/>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
        '<feImage href="#a"/>',
        "<handler>alert(1)</handler>",
    ],
)
def test_what_could_do_more_is_not(inside: str) -> None:
    assert inspect_file(drawing(inside)).faults
