namespace Compose.Files.Text;

/// <summary>Line and column as editors count them: from 1.</summary>
public readonly record struct LinePosition(int Line, int Column);
