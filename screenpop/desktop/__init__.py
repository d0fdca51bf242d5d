"""What people see. Qt is here and, but for the wiring and a part of `platform`, nowhere else."""
