namespace Microsoft.CodeAnalysis;

/// <summary>
/// The compiler's own mark for a type that is not seen outside its assembly, not even by the assembly's friends: what is compiled into
/// every project would otherwise be there twice for tests that are friends of two.
/// </summary>
[Embedded]
[System.AttributeUsage(System.AttributeTargets.All)]
internal sealed class EmbeddedAttribute : System.Attribute;
