using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>The engine remembers its last 256 events, of all who use it: a test that asks for the past runs while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EngineMemory
{
    public const string Name = "the engine's memory";
}
