namespace Compose.Files.Model;

public sealed record WeightDevice(string Path, int Weight);
