using Compose.Files.Model;

namespace Compose.Execution.Queries;

/// <summary>
/// Something that happened to a part of a project. The labels of Docker Compose and of ncompose are not among the attributes.
/// </summary>
public sealed record ProjectEvent(string Kind, string Service, string Id, string Action, long Nanoseconds, NamedMap<string> Attributes);
