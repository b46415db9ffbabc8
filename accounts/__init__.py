"""Users and what they may do. Owns: User, the roles and their permissions. Imports nothing of ours."""
