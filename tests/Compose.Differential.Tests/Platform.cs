using System.Runtime.Versioning;

// The engine that these tests want is reached through a Unix socket.
[assembly: SupportedOSPlatform("linux")]
