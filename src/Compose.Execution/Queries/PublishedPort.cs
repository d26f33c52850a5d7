namespace Compose.Execution.Queries;

/// <summary>A port of a container, and where it is published; 0 is not published.</summary>
public sealed record PublishedPort(string Address, int Target, int Published, string Protocol);
