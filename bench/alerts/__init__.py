"""Does every alert arrive, once, whatever the server and the machine do?"""
