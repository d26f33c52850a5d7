namespace Compose.Execution.Sessions;

/// <summary>The window in which a session is shown. Its owner says when it has changed.</summary>
public sealed class ConsoleWindow(Func<(int Rows, int Columns)> measure)
{
    public event Action? Changed;

    public (int Rows, int Columns) Size => measure();

    public void Change() => Changed?.Invoke();
}
