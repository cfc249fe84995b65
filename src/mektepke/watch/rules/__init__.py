"""Named rules that notice who needs attention, with `today` and every limit as arguments. No Django.

`days`: a child's marked days. `attendance`: rules over them. `roll`: rules about enrolment. `school`: rules about a
class or a school. `together`: all of them at once. `limits`, `steps`, `order`: thresholds, what to do next, how bad.
"""
