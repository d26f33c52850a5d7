using System.Runtime.Versioning;
using Compose.Testing;

// The engine that these tests want is reached through a Unix socket.
[assembly: SupportedOSPlatform("linux")]
[assembly: Xunit.TestCollectionOrderer(LongestFirst.Name, LongestFirst.Assembly)]
