using NCompose;

// A program that tests kill: it starts a stack, prints its name and waits.
var stack = await ComposeStack.StartAsync(new ComposeOptions { Text = args[0] });
Console.WriteLine(stack.Name);
await Console.Out.FlushAsync();
await Task.Delay(Timeout.Infinite);
