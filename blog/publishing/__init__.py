"""What may go live: one guard that every door asks.

`guard` decides and says why not. `floor` stands under all doors, where a row is saved, so that a
door which nobody thought of refuses too. `hooks`, `forms` and `middleware` say it in the admin
before anything is lost.
"""
