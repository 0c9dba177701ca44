"""``python -m knowledge_base.cli`` is ``kb``, also where nothing is installed."""

from knowledge_base.cli.group import main

if __name__ == "__main__":
    main(prog_name="kb")
