namespace Compose.Planning.Operations;

public enum ResourceKind
{
    Container,
    Network,
    Volume,
    Image,
    Provider,
    Service,
    Config,
    Secret,
    Stack,
}
