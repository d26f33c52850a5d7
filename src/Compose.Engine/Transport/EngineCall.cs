namespace Compose.Engine.Transport;

/// <summary>One finished exchange with the engine, for traces; status 0 means that no answer came.</summary>
public readonly record struct EngineCall(string Method, string Path, int Status, TimeSpan Elapsed);
