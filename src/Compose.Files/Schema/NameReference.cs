namespace Compose.Files.Schema;

/// <summary>A text of a compose file that names a service or a resource of the project.</summary>
public sealed record NameReference(NamedKind Kind, ReferenceForm Form = ReferenceForm.Whole);
