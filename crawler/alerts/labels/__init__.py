"""The words of mails, a file a language."""
