"""What was, for the person and for who treats them: pictures of the history with a table each, and one page to print.

A picture is drawn once, in Python, as SVG that knows no colours: the window shows it, and the printed page has it.
"""
