"""The board: one window that shows everything and does everything, for people who never open a terminal.

It is a page in the person's own browser, served by a process of its own (`breakd board [PAGE]`) that lives as long
as the page is open. It has the rights of the command line, and is a client of the contract as that is. The running
breakd opens it when `OpenBoard(page)` is called on the bus (docs/dbus.md), or by the request
`engine.events.OpenBoard(page, token)` of the tray and of a notification's button; an empty page is the first one.

A page is a class of `page.Page` in a module of its own, an ES module `web/pages/<name>.js`, and if it wants one a
style sheet `web/pages/<name>.css`. `registry.pages` makes them, and
`messages.board.PAGES` names them, both in the order of the window.
"""
