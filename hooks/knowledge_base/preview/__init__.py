"""The preview of content while it is being written; MkDocs' server shows it."""
