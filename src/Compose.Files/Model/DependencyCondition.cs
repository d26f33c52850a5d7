namespace Compose.Files.Model;

public enum DependencyCondition
{
    Started,
    Healthy,
    CompletedSuccessfully,
}
