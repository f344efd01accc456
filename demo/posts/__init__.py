"""The demo's posts, the main article first."""

from demo.posts import (
    cognitive_therapy,
    exercise,
    first_appointment,
    friend_in_crisis,
    ketamine,
    questionnaire,
    sleep,
    ssris,
    stopping,
)

POSTS = (
    ketamine.POST,
    stopping.POST,
    exercise.POST,
    questionnaire.POST,
    friend_in_crisis.POST,
    cognitive_therapy.POST,
    sleep.POST,
    ssris.POST,
    first_appointment.POST,
)
