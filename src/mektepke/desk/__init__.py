"""The screens that join folders: Today, a child's page, a class's page, the overview."""
