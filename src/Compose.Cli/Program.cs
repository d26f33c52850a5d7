namespace Compose.Cli;

static class Program
{
    static int Main(string[] args)
    {
        Console.Out.WriteLine("ncompose");
        return 0;
    }
}
