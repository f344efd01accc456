"""The ground floor: what two apps or more need and none of them owns.

May come in: what is used by two apps or more and would read the same in another project. It knows
none of our apps, neither by import nor by name; they tell it what they keep or do (see
`core.personal_data` and `core.outbox`).
"""
