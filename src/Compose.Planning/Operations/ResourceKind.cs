namespace Compose.Planning.Operations;

public enum ResourceKind
{
    Container,
    Network,
    Volume,
    Image,
    Provider,
    Model,
    Service,
    Config,
    Secret,
    Stack,
    Node,
}
