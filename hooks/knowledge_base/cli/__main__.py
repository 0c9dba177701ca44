"""``python -m knowledge_base.cli`` runs ``kb`` where the package is not installed."""

from knowledge_base.cli.group import main

if __name__ == "__main__":
    main(prog_name="kb")
