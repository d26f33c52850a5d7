using System.Runtime.Versioning;

// The nodes are made of namespaces.
[assembly: SupportedOSPlatform("linux")]
