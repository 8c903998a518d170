package original

const Name = "original"
