namespace Compose.Cli.Interactive;

/// <summary>Nobody reads our output any more (`| head`): there is nothing left to do, and nothing to complain about.</summary>
sealed class OutputClosed() : IOException("the output was closed by its reader");
