using Compose.Host;

namespace Compose.Execution.LanguageModels;

/// <summary>`docker model` cannot be asked.</summary>
public sealed class ModelFailure(string message, Exception? cause) : ReportedFailure(message, cause)
{
    public override string Sentence => Message;
}
