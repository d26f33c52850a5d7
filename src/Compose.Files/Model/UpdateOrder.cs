namespace Compose.Files.Model;

public enum UpdateOrder
{
    StopFirst,
    StartFirst,
}
