using Compose.Engine;

namespace Compose.Execution;

/// <summary>What is said when the engine refuses: its own words, behind the ones that Docker's users know.</summary>
public static class EngineSentence
{
    /// <summary>Without an answer there is nothing that the daemon has said.</summary>
    public static string Of(EngineError error) => error.Status > 0 ? "Error response from daemon: " + error.Message : error.Message;
}
