using System.Runtime.Versioning;

// Modes, links and inotify are Linux's.
[assembly: SupportedOSPlatform("linux")]
