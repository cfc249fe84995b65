"""What the database itself refuses: a kept version of a register is never changed or deleted."""

from __future__ import annotations

from mektepke.trail.triggers import append_only

TRIGGERS = append_only("attendance_registerversion")
