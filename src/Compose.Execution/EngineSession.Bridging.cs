using Compose.Execution.Bridging;

namespace Compose.Execution;

public sealed partial class EngineSession
{
    public Transformations Transformations => new(engine);
}
