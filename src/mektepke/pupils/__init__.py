"""Children, guardians, households, enrolment, children who are in no school."""
