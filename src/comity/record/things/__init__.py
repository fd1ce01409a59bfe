"""Things with a life of their own: projects, treaties, exercises, weapons, organisations."""
