"""Floor 1: what the office could decide. Pure functions over a read-only view, used by both engines."""

from prakerja.policy.allocate import largest_remainder, share_out
from prakerja.policy.quota import Quota, ask, quota_of
from prakerja.policy.rules import RULES
from prakerja.policy.triggers import met, triggers_of
from prakerja.policy.view import View

__all__ = ["RULES", "Quota", "View", "ask", "largest_remainder", "met", "quota_of", "share_out", "triggers_of"]
