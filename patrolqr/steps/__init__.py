"""What people do, one file an act, without a screen: the desk and the command line both call it."""
