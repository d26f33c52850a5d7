namespace Compose.Execution.Queries;

public enum InspectKind
{
    Container,
    Image,
    Network,
    Volume,
}
