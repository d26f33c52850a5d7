namespace Compose.Files.Model;

public sealed record ThrottleDevice(string Path, long Rate);
