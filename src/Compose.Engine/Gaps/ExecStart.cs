namespace Compose.Engine.Gaps;

/// <summary>The body of an exec start: upstream's also holds a console size, which engines before API 1.42 do not know.</summary>
internal sealed record ExecStart(bool Detach, bool Tty);
