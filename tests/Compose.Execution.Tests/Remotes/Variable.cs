namespace Compose.Execution.Tests.Remotes;

/// <summary>A variable of this process, which git inherits, until the end of a test.</summary>
internal sealed class Variable : IDisposable
{
    private readonly string _name;

    public Variable(string name, string value)
    {
        _name = name;
        Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(_name, null);
}
