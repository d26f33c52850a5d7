using System.Text;
using Compose.Files.Environment;

namespace Compose.Cli.Terminals;

/// <summary>Questions and what is typed after them. Ctrl-C ends the wait for an answer; a read by itself would outlast it.</summary>
internal sealed class Keyboard(Terminal terminal, CancellationToken stop)
{
    /// <summary>
    /// No answer is no: a script that forgot -y loses nothing. A person is asked with the possible answers; a script finds the question on
    /// standard output, as Docker Compose has it.
    /// </summary>
    public async Task<bool> ConfirmsAsync(string question)
    {
        if (!terminal.InputIsTerminal)
            terminal.Remark(question);
        var answer = await AnswerAsync($"? {question} (y/N) ", ReadLine);
        return answer.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase) || GoValue.IsTruthy(answer);
    }

    /// <summary>Empty at the end of the input. A script is not shown the question.</summary>
    public async Task<string> AnswerAsync(string question, Func<string?> read, bool isHidden = false)
    {
        if (terminal.InputIsTerminal)
            terminal.Report(question);
        string? answer = null;
        try
        {
            answer = await Task.Run(read, stop).WaitAsync(stop);
        }
        finally
        {
            // The line of the question has not been ended. After Ctrl-C it is ended with the command.
            if ((answer is null || isHidden) && terminal.InputIsTerminal && !stop.IsCancellationRequested)
                terminal.ReportLine("");
        }

        return answer ?? "";
    }

    /// <summary>Not a byte more than the line: what follows is the answer to the next question.</summary>
    private string? ReadLine()
    {
        var line = new List<byte>();
        var next = terminal.Input.ReadByte();
        for (; next is not (-1 or '\n'); next = terminal.Input.ReadByte())
            line.Add((byte)next);
        return next == -1 && line.Count == 0 ? null : Encoding.UTF8.GetString([.. line]);
    }
}
