namespace Compose.Execution.Queries;

/// <summary>A project on the engine as `ls` shows it: the states of its containers, counted, and the files it was made from.</summary>
public sealed record ProjectRow(string Name, string Status, string ConfigFiles);
